// The UN 1718 Designated Vessels List of 4 June 2020, built in: the Committee publishes it as a PDF only and has not changed
// it since (59 ships, https://main.un.org/securitycouncil/en/sanctions/1718/materials/1718-Designated-Vessels-List). Numbers, names, flags, days and measures are those of the PDF whose hash `un-1718-pdf.ts` knows;
// what each measure column means is said in `un-1718-html.ts`. One ship has no IMO number.

import { noticeFormat } from '../notice-rows.ts';

export const un1718 = noticeFormat({
  id: 'un-1718-rows',
  list: 'un-1718',
  title: 'UN 1718 Committee (DPRK), Designated Vessels List (built in)',
  authority: 'UN 1718 Committee',
  sanction: true,
  edition: '2020-06-04',
  rows: `
7303803|ship|AN SAN 1||7303803|||||||UN 1718 (DPRK)|asset freeze; port ban|2018-03-30|
8916580|ship|ASIA BRIDGE 1||8916580|||||||UN 1718 (DPRK)|de-flagging; port ban|2018-03-30|
9191773|ship|BILLIONS NO. 18||9191773|||||||UN 1718 (DPRK)|port ban|2017-12-28|
8909575|ship|Blue Nouvelle|Greenlight; Chong Bong|8909575|529734000; 515721000; 445114000; 445528000|T3NM2; XUJX6; HMXW|DPRK|Kiribati; Cambodia|General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
8660313|ship|CHON MA SAN||8660313|||||||UN 1718 (DPRK)|asset freeze; port ban|2018-03-30|
8712362|ship|CHON MYONG 1||8712362|||||||UN 1718 (DPRK)|asset freeze; port ban|2018-03-30|
7937317|ship|Chong Chon Gang|Tong Hung San|7937317|445114000; 445117000|HMZF; HMBL|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
8916293|ship|Chong Rim 2|Saebyol|8916293|445175000; 445134000; 445143000|HMYF7; HMAA|DPRK||Chemical Tanker||UN 1718 (DPRK)|asset freeze|2017-06-21|
9008201|ship|DONG FENG 6||9008201|||||||UN 1718 (DPRK)|de-flagging; port ban|2018-03-30|
8914934|ship|FAN KE||8914934|||||||UN 1718 (DPRK)|de-flagging; port ban|2018-03-30|
8747604|ship|HAO FAN 2||8747604|||||||UN 1718 (DPRK)|de-flagging; port ban|2018-03-30|
8628597|ship|HAO FAN 6||8628597|341985000||||||UN 1718 (DPRK)|port ban|2017-10-03|
9066540|ship|HAP JANG GANG 6||9066540|||||||UN 1718 (DPRK)|asset freeze|2018-03-30|
9041552|ship|Hoe Ryong||9041552|445039000; 445150000|HMLM; HMBF|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
9020003|ship|HUA FU||9020003|||||||UN 1718 (DPRK)|de-flagging; port ban|2018-03-30|
8405270|ship|Hwang Gum San 2|Hui Chon; Song Phyong 7|8405270|445468000; 445113000; 445554000|HMYK7; HMZI; HMZB7|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
8018900|ship|Hyok Sin 2|Ji Hye San; Ri Won 105|8018900|445167000; 445128000; 445549000|HMZO; HMBN; HMZA8|DPRK||Bulk Carrier||UN 1718 (DPRK)|asset freeze|2017-06-21|
8133530|ship|Jang Ja San Chong Nyon Ho|Songjin; Song Jin; Hongwon 88|8133530|445121000; 445366000|HMBM; HMZE|DPRK||Bulk Carrier||UN 1718 (DPRK)|asset freeze|2017-06-21|
8898740|ship|JI SONG 6||8898740|||||||UN 1718 (DPRK)|asset freeze; port ban|2018-03-30|
8503228|ship|JI SONG 8||8503228|||||||UN 1718 (DPRK)|asset freeze|2018-03-30|
8518780|ship|JIE SHUN||8518780|514569000||||||UN 1718 (DPRK)|port ban|2017-10-03|
8518572|ship|JIN HYE||8518572|||||||UN 1718 (DPRK)|de-flagging; port ban|2018-03-30|
8018912|ship|Jon Jin 2|Ryong Rim; Sin Pho 99|8018912|445168000; 445110000; 445546000|HMBI; HMYH; HMZB2|DPRK||Bulk Carrier||UN 1718 (DPRK)|asset freeze|2017-06-21|
9417115|ship|KOTI||9417115|||||||UN 1718 (DPRK)|de-flagging; port ban|2018-03-30|
8705539|ship|KUM UN SAN 3||8705539|||||||UN 1718 (DPRK)|de-flagging; port ban|2018-10-16|
8713471|ship|Mi Rim||8713471|445498000|HMMS|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
9361407|ship|Mi Rim 2||9361407|445716000; 445043000|HMLP|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
MIN NING DE YOU 078|ship|MIN NING DE YOU 078|||||||||UN 1718 (DPRK)|de-flagging; port ban|2018-03-30|
8122347|ship|NAM SAN 8||8122347|||||||UN 1718 (DPRK)|asset freeze; port ban|2018-03-30|
8312497|ship|NEW REGENT||8312497|||||||UN 1718 (DPRK)|de-flagging; port ban|2018-10-16|
8330815|ship|O Un Chong Nyon Ho|Hu Chang|8330815|445112000; 445116000|HMAD; HMBJ|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
9066978|ship|PAEK MA||9066978|||||||UN 1718 (DPRK)|asset freeze; port ban|2018-03-30|
9009085|ship|Petrel 1|Thae Pyong San|9009085|515040000; 445527000|XUJX5; HMXQ|DPRK|Cambodia|General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
9562233|ship|PETREL 8||9562233|620233000||||||UN 1718 (DPRK)|port ban|2017-10-03|
8829593|ship|Pi Ryu Gang|Kang Gye|8829593|445122000; 445106000|HMAK; HMAH|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
8829555|ship|Po Thong Gang|O Rang; Song Phyong 1|8829555|445127000; 445142000|HMZJ; HMBW|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
8625545|ship|Ra Nam 2||8625545|445470000|HMMG|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
9314650|ship|Ra Nam 3|Ranam 3|9314650|445024000|HMPQ|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
8819017|ship|Rak Won 2|Se Pho; Buryong3|8819017|445140000; 445100000|HMBC; HMZG; HMEG|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
9020534|ship|RUNG RA 2||9020534|||||||UN 1718 (DPRK)|port ban|2017-12-28|
7389704|ship|RYE SONG GANG 1||7389704|||||||UN 1718 (DPRK)|port ban|2017-12-28|
8987333|ship|Ryo Myong||8987333|445023000|HMPP|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
7640378|ship|Ryong Gang 2|Tan Chon|7640378|445225000; 445135000|HMZM; HMAI|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
8606173|ship|Ryong Gun Bong|Chol Ryong; Pukchong 33|8606173|445268000; 445144000; 445548000|HMYJ; HMBR; HMZA5|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
8405311|ship|SAM JONG 1||8405311|||||||UN 1718 (DPRK)|asset freeze; port ban|2018-03-30|
7408873|ship|SAM JONG 2||7408873|||||||UN 1718 (DPRK)|asset freeze; port ban|2018-03-30|
8106496|ship|SAM MA 2||8106496|||||||UN 1718 (DPRK)|asset freeze; port ban|2018-03-30|
8126070|ship|SHANG YUAN BAO||8126070|||||||UN 1718 (DPRK)|de-flagging; port ban|2018-10-16|
8412467|ship|South Hill 2||8412467|667003342|9LY2539|Sierra Leone||Bulk Carrier||UN 1718 (DPRK)|asset freeze|2017-06-21|
8661575|ship|Tong Hung 1||8661575|445141000|HMYI|DPRK||General Cargo Ship||UN 1718 (DPRK)|asset freeze|2017-06-21|
8937675|ship|TONG SAN 2||8937675|445539000||||||UN 1718 (DPRK)|port ban|2017-10-03|
9114555|ship|UL JI BONG 6||9114555|||||||UN 1718 (DPRK)|port ban|2017-12-28|
8791667|ship|WAN HENG 11||8791667|||||||UN 1718 (DPRK)|de-flagging; port ban|2018-03-30|
8408595|ship|WOORY STAR||8408595|||||||UN 1718 (DPRK)|asset freeze; port ban|2018-03-30|
9004700|ship|XIN GUANG HAI||9004700|||||||UN 1718 (DPRK)|de-flagging; port ban|2018-03-30|
8604917|ship|YU JONG 2||8604917|||||||UN 1718 (DPRK)|asset freeze; port ban|2018-03-30|
8605026|ship|YU PHYONG 5||8605026|||||||UN 1718 (DPRK)|asset freeze; port ban|2018-03-30|
8691702|ship|YU SON||8691702|||||||UN 1718 (DPRK)|asset freeze; port ban|2018-03-30|
9030591|ship|YUK TUNG||9030591|||||||UN 1718 (DPRK)|de-flagging; port ban|2018-03-30|
`,
});

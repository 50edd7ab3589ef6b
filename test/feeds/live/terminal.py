# A pseudo-terminal for a test: says its name, then hands on each line of its input, and is unplugged at the end of it.
import os
import pty
import sys
import tty

ours, theirs = pty.openpty()
tty.setraw(theirs)
print(os.ttyname(theirs), flush=True)
for line in sys.stdin:
    os.write(ours, line.encode())
os.close(theirs)
os.close(ours)

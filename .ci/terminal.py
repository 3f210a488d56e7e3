"""Starts a command in a terminal, waits until it has printed a text, runs another command, and presses Ctrl-C.

Usage: terminal.py COMMAND TEXT OTHER_COMMAND TEXT_OF_THE_OTHER
"""
import os
import pty
import re
import select
import subprocess
import sys
import time

command, text, other, text_of_other = sys.argv[1:]
LIMIT = 300

start = time.monotonic()
pid, terminal = pty.fork()
if pid == 0:
    os.execvp("bash", ["bash", "-c", f"exec {command}"])

printed, first, at = "", None, None
while at is None or pid:
    ready, _, _ = select.select([terminal], [], [], 1)
    try:
        data = os.read(terminal, 65536).decode(errors="replace") if ready else None
    except OSError:
        break
    if data == "":
        break
    printed += data or ""
    first = first or (time.monotonic() - start if printed.strip() else None)
    if at is None and text in printed:
        at = time.monotonic()
        print(f"first line after {first:.1f} s, '{text}' after {at - start:.1f} s")
        answer = subprocess.run(["bash", "-c", other], capture_output=True, text=True, timeout=60)
        if text_of_other not in answer.stdout:
            sys.exit(f"'{other}' printed {answer.stdout[-2000:]} {answer.stderr[-2000:]}")
        print(f"the other command printed '{text_of_other}'")
        os.write(terminal, b"\x03")
    if time.monotonic() - start > LIMIT:
        os.kill(pid, 9)
        sys.exit(f"not done in {LIMIT} s:\n{printed[-4000:]}")

status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
if at is None:
    sys.exit(f"It ended before it was done:\n{printed[-4000:]}")
print(f"stopped by Ctrl-C in {time.monotonic() - at:.1f} s, exit {status}")
if status != 0 or re.search(r"ERROR\b.*(BUILD|Failed to execute|exit)", printed):
    sys.exit(printed[-4000:])
if len(re.findall(r":: Spring Boot ::", printed)) > 1:
    sys.exit("The banner is printed twice")

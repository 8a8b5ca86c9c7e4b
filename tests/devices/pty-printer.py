"""Puts a TCP printer behind a character device: a pseudo-terminal in raw mode, as /dev/usb/lp0 would be.
Prints the device's path, then carries bytes both ways until its input ends. Usage: pty-printer.py PORT"""
import os, pty, select, socket, sys, termios, tty

master, slave = pty.openpty()
tty.setraw(slave, termios.TCSANOW)
printer = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
print(os.ttyname(slave), flush=True)
while True:
    ready, _, _ = select.select([master, printer, sys.stdin], [], [])
    if sys.stdin in ready:
        break
    if master in ready:
        printer.sendall(os.read(master, 512))
    if printer in ready:
        answer = printer.recv(512)
        if not answer:
            break
        os.write(master, answer)

"""Says what the TimedRotatingFileHandler of this interpreter does: one JSON object per line in, one per line out.

{"generation": true}                                         -> its generation and the interpreter's version
{"zone": Z, "instants": [...]}                               -> [[offset in seconds, summer time flag], ...]
{"zone": Z, "settings": {...}, "deadlines": [...]}           -> the first deadline after each of these base times
{"zone": Z, "settings": {...}, "start": T, "steps": [...]}   -> the state after the start and after each step

A step is ["emit", T, text], ["restart", T], ["create", T, name], ["delete", T, name] or ["modify", T, time].
A state is the deadline and each file with its content, as one text. The handler's clock is scripted; its zone rules and its files are real.
"""
import datetime
import inspect
import json
import logging
import logging.handlers
import os
import shutil
import sys
import tempfile
import time


class ScriptedTime:
    now = 0

    def time(self):
        return self.now

    def __getattr__(self, name):
        return getattr(time, name)


class Handler(logging.handlers.TimedRotatingFileHandler):
    def handleError(self, record):
        raise


class History:
    def __init__(self, folder, settings, start):
        self.folder = folder
        self.base = os.path.join(folder, "app.log")
        self.settings = settings
        self.handler = None
        self.restart(start)

    def restart(self, now):
        if self.handler is not None:
            self.handler.close()
        self.handler = handler(self.base, self.settings)

    def emit(self, now, text):
        self.handler.emit(logging.LogRecord("app", logging.INFO, "app.py", 1, text, None, None))
        os.utime(self.handler.stream.fileno(), (now, now))

    def create(self, now, name):
        path = os.path.join(self.folder, name)
        if not os.path.exists(path):
            with open(path, "w", encoding="utf-8") as file:
                file.write("made\n")
            os.utime(path, (now, now))

    def delete(self, now, name):
        path = os.path.join(self.folder, name)
        if os.path.exists(path):
            os.remove(path)

    def modify(self, now, modified):
        if os.path.exists(self.base):
            os.utime(self.base, (modified, modified))

    def state(self):
        parts = [str(self.handler.rolloverAt)]
        for name in sorted(os.listdir(self.folder)):
            with open(os.path.join(self.folder, name), encoding="utf-8") as file:
                parts.append(name + "=" + file.read().replace("\n", ";"))
        return " ".join(parts)


def handler(path, settings):
    settings = dict(settings)
    at_time = settings.pop("atTime")
    if at_time is not None:
        at_time = datetime.time.fromisoformat(at_time)
    return Handler(path, atTime=at_time, delay=True, encoding="utf-8", **settings)


def generation():
    source = inspect.getsource(logging.handlers.TimedRotatingFileHandler)
    number = 1 if "Already rolled over" not in source else 3 if "birth" in source else 2
    return {"generation": number, "version": sys.version.split()[0]}


def history(folder, clock, request):
    clock.now = request["start"]
    run = History(folder, request["settings"], clock.now)
    states = [run.state()]
    for step in request["steps"]:
        clock.now = step[1]
        getattr(run, step[0])(*step[1:])
        states.append(run.state())
    run.handler.close()
    return states


def answer(root, clock, request):
    if "generation" in request:
        return generation()
    os.environ["TZ"] = request["zone"]
    time.tzset()
    if "instants" in request:
        return [[local.tm_gmtoff, local.tm_isdst] for local in map(time.localtime, request["instants"])]
    if "deadlines" in request:
        asked = handler(os.path.join(root, "none.log"), request["settings"])
        deadlines = [asked.computeRollover(base) for base in request["deadlines"]]
        asked.close()
        return deadlines
    folder = os.path.join(root, "history")
    os.mkdir(folder)
    try:
        return history(folder, clock, request)
    finally:
        shutil.rmtree(folder)


def main():
    clock = ScriptedTime()
    logging.handlers.time = clock
    memory = "/dev/shm"
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as root:
        for line in sys.stdin:
            print(json.dumps(answer(root, clock, json.loads(line))), flush=True)


main()

"""cvc5 in a process of its own: it ignores its time limit, so the process is killed and started anew."""

import json
import subprocess
import sys
from queue import Empty, Queue
from threading import Thread

SECONDS = 1.0

# Reads one script a line, answers with one line each. A declaration is global to a solver, so each script gets its own.
PROGRAM = r"""
import json, sys
import cvc5
for line in sys.stdin:
    solver = cvc5.Solver()
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, json.loads(line), "script")
    manager, answer = parser.getSymbolManager(), ""
    while not (command := parser.nextCommand()).isNull():
        answer += command.invoke(solver, manager)
    print(json.dumps(answer.strip()), flush=True)
"""


class Cvc5:
    """Answers ``sat``, ``unsat`` or ``unknown`` to a script; anything else it says is an error."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._answers: Queue[str] = Queue()

    def ask(self, script: str) -> str:
        """Return the answer to a script; ``unknown`` when it takes too long."""
        process = self._process or self._start()
        assert process.stdin is not None
        process.stdin.write(json.dumps(script) + "\n")
        process.stdin.flush()
        try:
            line = self._answers.get(timeout=SECONDS)
        except Empty:
            self.close()
            return "unknown"
        assert line, "cvc5 fell over"
        answer = str(json.loads(line))
        assert answer in ("sat", "unsat", "unknown"), answer
        return answer

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._reader.join()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None

    def _start(self) -> subprocess.Popen[str]:
        self._process = process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        answers: Queue[str] = Queue()
        self._answers = answers

        def read() -> None:
            assert process.stdout is not None
            for line in process.stdout:
                answers.put(line)
            answers.put("")

        self._reader = Thread(target=read, daemon=True)
        self._reader.start()
        return process

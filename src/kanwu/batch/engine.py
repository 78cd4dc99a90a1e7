"""The loop of a run: steps are begun in order as far as there is room, and committed in order as they are done."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kanwu.batch.crew import Crew, Slot
from kanwu.batch.orders import Done
from kanwu.batch.steps import Step

_MOST = 2000  # steps that are under way
_MOST_BYTES = 32 << 20


@dataclass
class Engine:
    """Takes steps through the hands of a crew. `commit` gets each with what came of it, in order; `pause` is called
    now and then, when all that can be committed is."""

    crew: Crew
    commit: Callable[[Step, Done | None], None]
    pause: Callable[[], None]

    def run(self, steps: Iterator[Step]) -> None:
        """Take all steps. Raises what the steps and `commit` raise."""
        self._window: deque[tuple[Step, Slot]] = deque()
        self._room = _MOST_BYTES
        self._is_over = False
        while True:
            self._begin(steps)
            while self._window and self._window[0][1].done is not None:
                step, slot = self._window.popleft()
                self.commit(step, slot.done)
                self._room += step.size + (slot.done.size if slot.order and slot.done else 0)
            self.pause()
            if self._window:
                self.crew.turn()
            elif self._is_over:
                return

    def _begin(self, steps: Iterator[Step]) -> None:
        """Begin steps as long as what is under way is not too much."""
        while not self._is_over and len(self._window) < _MOST and self._room > self.crew.heard:
            step = next(steps, None)
            if step is None:
                self._is_over = True
                return
            self._room -= step.size
            done = step.done or (None if step.order else Done())
            slot = Slot(step.order, step.size, done)
            self._window.append((step, slot))
            if done is None:
                self.crew.give(slot)

"""A prompt and the answer that follows it: the unit that is both trained on and measured."""

from dataclasses import dataclass

from training.passage import Passage, determined, free


@dataclass(frozen=True)
class Prompt:
    """Text up to a point, and the text that should come next."""

    text: str
    answer: str  # with its leading space, as the tokenizer sees it

    def sentence(self, ending: str = ".") -> Passage:
        """The whole sentence, as it stands in the training text; its answer is determined."""
        return free(self.text) + determined(self.answer) + free(ending)

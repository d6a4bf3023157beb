"""A simulator of small wars in the news: reports whose origins, matters and contradictions are known, because they
were decided before the texts were written. For scale and regression; real news is told otherwise and better."""

from evaluate.worlds.press import Filed, world_of

__all__ = ["Filed", "world_of"]

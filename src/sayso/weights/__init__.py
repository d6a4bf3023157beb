"""The weights of the attribution tagger, its tokenizer and its model card."""

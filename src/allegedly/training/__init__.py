"""How the bundled data were made, runnable again: the network's weights and the sentence splitter's
parameters.
"""

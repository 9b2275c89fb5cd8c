"""The bundled network: weights, tokenizer, configuration, card, and the code that runs them."""

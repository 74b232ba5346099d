"""What makes two sets of vectors comparable."""

from index.catalogue import Generation
from index.chunk import CHUNKER
from index.errors import FingerprintMismatch
from index.protocols import Embedder


def fingerprint(embedder: Embedder) -> str:
    """The embedding (weights, precision, pooling) and the way texts are cut."""
    return f"{embedder.fingerprint}:{CHUNKER}"


def check_fingerprint(generation: Generation, embedder: Embedder) -> None:
    """Raises FingerprintMismatch where the stored vectors come from another embedding or chunker."""
    if generation.fingerprint != fingerprint(embedder):
        raise FingerprintMismatch(
            f"The index was built with another embedding ({generation.fingerprint}, now "
            f"{fingerprint(embedder)}); run `footnote index --rebuild`, or set embedding.model back."
        )

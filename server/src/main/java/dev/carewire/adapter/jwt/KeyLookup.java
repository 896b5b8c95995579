package dev.carewire.adapter.jwt;

import com.auth0.jwt.algorithms.Algorithm;

/** The result of looking up the key that a token names. */
sealed interface KeyLookup {

    /** The issuer publishes the key. */
    record Found(Algorithm algorithm) implements KeyLookup {}

    /** The issuer does not publish such a key. */
    record Unknown() implements KeyLookup {}

    /** The server cannot ask the issuer now. The client may retry. */
    record Unavailable() implements KeyLookup {}
}

/**
 * JSON Web Tokens behind the {@link dev.carewire.identity.TokenVerifier} port. Start at
 * {@link dev.carewire.adapter.jwt.JwtVerifier}.
 */
@NullMarked
package dev.carewire.adapter.jwt;

import org.jspecify.annotations.NullMarked;

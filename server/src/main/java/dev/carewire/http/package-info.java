/**
 * The HTTP toolkit: routes, requests, responses, parsing of fields, and the mapping from failures to responses.
 * Independent of all features and of the transport. Start at {@link dev.carewire.http.Route} and
 * {@link dev.carewire.http.Endpoint}.
 */
@NullMarked
package dev.carewire.http;

import org.jspecify.annotations.NullMarked;

/**
 * The HTTP toolkit: routes, requests, responses, field parsing and the table from failures to answers. Knows no feature and no
 * channel. Start at {@link dev.carewire.http.Route} and {@link dev.carewire.http.Endpoint}.
 */
@NullMarked
package dev.carewire.http;

import org.jspecify.annotations.NullMarked;

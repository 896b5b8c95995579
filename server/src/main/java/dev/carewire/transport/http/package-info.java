/**
 * The HTTP edge: reads requests from a connection, authenticates them, calls the matching endpoint and writes the response. Start at
 * {@link dev.carewire.transport.http.HttpApi}; {@link dev.carewire.transport.http.HttpApiEdge} puts it on a port.
 */
@NullMarked
package dev.carewire.transport.http;

import org.jspecify.annotations.NullMarked;

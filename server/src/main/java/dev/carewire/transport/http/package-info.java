/**
 * The HTTP edge: reads requests from a connection, authenticates them, calls the matching endpoint and writes the answer. Start at
 * {@link dev.carewire.transport.http.HttpApi}; {@link dev.carewire.transport.http.HttpApiHandler} puts it into a pipeline.
 */
@NullMarked
package dev.carewire.transport.http;

import org.jspecify.annotations.NullMarked;

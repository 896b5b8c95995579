/**
 * The HTTP interface beside the sockets: records of the clinic, messages and health. Start at
 * {@link dev.carewire.transport.http.HttpApi}; {@link dev.carewire.transport.http.HttpApiHandler} puts it into a pipeline.
 */
@NullMarked
package dev.carewire.transport.http;

import org.jspecify.annotations.NullMarked;

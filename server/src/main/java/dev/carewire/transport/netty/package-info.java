/**
 * The listening port and the HTTP connections on it, shared by every protocol. Start at
 * {@link dev.carewire.transport.netty.ListeningPort}; a protocol joins the port as an {@link dev.carewire.transport.netty.HttpEdge}.
 */
@NullMarked
package dev.carewire.transport.netty;

import org.jspecify.annotations.NullMarked;

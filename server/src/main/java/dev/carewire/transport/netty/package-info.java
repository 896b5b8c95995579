/**
 * What every protocol on the port shares at its edge: start at {@link dev.carewire.transport.netty.ListeningPort} and
 * {@link dev.carewire.transport.netty.OriginPolicy}.
 */
@NullMarked
package dev.carewire.transport.netty;

import org.jspecify.annotations.NullMarked;

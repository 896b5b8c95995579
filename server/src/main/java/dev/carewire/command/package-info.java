/**
 * The shared parts of all commands: the caller ({@link dev.carewire.command.Caller}) and the rejection
 * ({@link dev.carewire.command.RejectedException}).
 */
@NullMarked
package dev.carewire.command;

import org.jspecify.annotations.NullMarked;

/**
 * What every command has in common: who asks ({@link dev.carewire.command.Caller}) and how it is refused
 * ({@link dev.carewire.command.RejectedException}).
 */
@NullMarked
package dev.carewire.command;

import org.jspecify.annotations.NullMarked;

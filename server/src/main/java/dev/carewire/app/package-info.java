/**
 * The program: command line, commands and exit codes. Start at {@link dev.carewire.app.Main}.
 */
@NullMarked
package dev.carewire.app;

import org.jspecify.annotations.NullMarked;

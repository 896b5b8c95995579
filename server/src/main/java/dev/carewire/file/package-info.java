/** The server's own files: access rights, locks and the data folder. Start with {@link dev.carewire.file.DataFolder}. */
@NullMarked
package dev.carewire.file;

import org.jspecify.annotations.NullMarked;

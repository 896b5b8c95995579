/**
 * Files in a folder of the server, behind the features' ports. Start at
 * {@link dev.carewire.adapter.files.FileSystemAttachmentStore}.
 */
@NullMarked
package dev.carewire.adapter.files;

import org.jspecify.annotations.NullMarked;

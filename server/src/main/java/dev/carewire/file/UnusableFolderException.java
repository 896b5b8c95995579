package dev.carewire.file;

/** The server cannot use a folder; the message names the file, its owner and the way out. */
public final class UnusableFolderException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableFolderException(String message) {
        super(message);
    }

    UnusableFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}

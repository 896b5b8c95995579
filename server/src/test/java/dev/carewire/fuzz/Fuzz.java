package dev.carewire.fuzz;

/** Shared parts of the fuzz tests. The build's property {@code fuzz.tries} sets the number of cases. */
public final class Fuzz {

    /** Every run tries the same cases; a longer run tries these first and then further ones. */
    public static final String SEED = "20261120";

    private Fuzz() {}

    /** Prints the number of inputs on one line of standard output. */
    public static void report(String what, long inputs) {
        System.out.println("fuzz: " + what + ": " + inputs + " hostile inputs");
    }
}

package dev.carewire.fuzz;

/** What the fuzz tests share. How many cases they try is the build's property {@code fuzz.tries}. */
public final class Fuzz {

    /** Every run tries the same cases; a longer run tries these first and then further ones. */
    public static final String SEED = "20261120";

    private Fuzz() {}

    /** Says, on one line of standard output, how much was tried. */
    public static void report(String what, long inputs) {
        System.out.println("fuzz: " + what + ": " + inputs + " hostile inputs");
    }
}

package dev.carewire.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Imports records of one kind, which its subcommand names. */
@Command(
        name = "import",
        description = "Imports records from a file into a running server.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no kind of record (expected: users)");
    }
}

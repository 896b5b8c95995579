package dev.carewire.app;

import dev.carewire.app.config.BadConfigException;
import dev.carewire.app.wiring.Server;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program's command line. */
@Command(
        name = "carewire",
        description = "A Socket.IO-compatible real-time server for clinics.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        ProcessEnvironment environment = ProcessEnvironment.current();
        List<String> faults = LogSettings.apply(environment.variables());
        if (!faults.isEmpty()) {
            faults.forEach(fault -> System.err.println("CareWire: " + fault));
            System.exit(ExitCodes.BAD_CONFIG);
        }
        Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
        System.exit(commandLine()
                .addSubcommand(new TokenCommand(environment, clock))
                .addSubcommand(importCommand(environment, clock))
                .addSubcommand(new CopyCommand(environment, clock))
                .addSubcommand(new BackupCommand(environment, clock))
                .addSubcommand(new RestoreCommand(environment, clock))
                .addSubcommand(new ServeCommand(environment, Server::start, StopSignal.ofProcess()))
                .addSubcommand(new ProtocolServerCommand(StopSignal.ofProcess()))
                .execute(arguments));
    }

    /** The imports, one for each kind of record. */
    static CommandLine importCommand(ProcessEnvironment environment, Clock clock) {
        return new CommandLine(new ImportCommand()).addSubcommand(new ImportUsersCommand(environment, clock));
    }

    /** The program without its subcommands: the reporting of faults, and their exit codes. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setParameterExceptionHandler((fault, arguments) -> {
                    CommandLine command = fault.getCommandLine();
                    command.getErr()
                            .println(fault.getMessage() + " (" + command.getCommandName() + " --help explains)");
                    return ExitCodes.BAD_CONFIG;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof BadConfigException bad) {
                        PrintWriter err = command.getErr();
                        err.println("CareWire: " + bad.faults().size() + " fault(s) in the configuration");
                        bad.faults().forEach(fault -> err.println("  " + fault));
                        return ExitCodes.BAD_CONFIG;
                    }
                    throw failure;
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command");
    }

    /** For {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"CareWire " + Server.version()};
        }
    }
}

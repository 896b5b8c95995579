package dev.carewire.app;

import dev.carewire.adapter.jwt.JwtIssuer;
import dev.carewire.app.config.BadConfigException;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Imports staff from a CSV or JSON file into a running server, over its HTTP API. The server's database may be open in one process
 * only, so the command does not open it itself.
 */
@Command(
        name = "users",
        description = "Enters the staff in a CSV or JSON file into a running server.",
        mixinStandardHelpOptions = true)
final class ImportUsersCommand implements Callable<Integer> {

    /** The user id in the token that the command signs. */
    private static final String IMPORTER = "carewire-import";

    private static final Duration VALIDITY = Duration.ofHours(1);

    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final ConfigOptions config;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "JSON array if it ends in .json, else CSV whose first line names the columns.")
    private Path file = Path.of("");

    @Option(names = "--url", description = "The server (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://localhost:8000");

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Token of an administrator or a back end of the clinic.")
    private @Nullable String token;

    @Option(names = "--progress", description = "Shows a progress bar on stderr, which should be a terminal.")
    private boolean showsProgress;

    private Optional<TenantId> tenant = Optional.empty();

    ImportUsersCommand(ProcessEnvironment environment, Clock clock) {
        this.config = new ConfigOptions(environment);
        this.clock = clock;
    }

    @Option(
            names = "--tenant",
            paramLabel = "T",
            description = "Id of the clinic; in place of a token, if the server's secret is configured here.")
    void tenant(String id) {
        try {
            tenant = Optional.of(new TenantId(id));
        } catch (IllegalArgumentException unusable) {
            throw new ParameterException(spec.commandLine(), "--tenant: " + unusable.getMessage(), unusable);
        }
    }

    @Override
    public Integer call() throws BadConfigException, InterruptedException {
        String authorized = authorization();
        PrintWriter err = spec.commandLine().getErr();
        UserFile staff;
        try {
            staff = UserFile.read(file);
        } catch (IOException unreadable) {
            throw new ParameterException(
                    spec.commandLine(), file + ": unreadable (expected: a text file in UTF-8)", unreadable);
        }
        UserImport running = new UserImport(url, authorized, progress(err));
        List<ImportFault> faults = staff.faults();
        int exitCode = ExitCodes.OK;
        try {
            running.run(staff.entries());
        } catch (IOException failed) {
            err.println("import: " + url + ": "
                    + Optional.ofNullable(failed.getMessage()).orElse("no answer"));
            exitCode = ExitCodes.IMPORT_INCOMPLETE;
        }
        Stream.concat(faults.stream(), running.faults().stream())
                .sorted(Comparator.comparing(ImportFault::line))
                .forEach(fault -> err.println(file + ":" + fault.line() + ": " + fault.text()));
        spec.commandLine().getOut().println(running.added() + " users added, " + running.replaced() + " replaced");
        return faults.isEmpty() && running.faults().isEmpty() ? exitCode : ExitCodes.IMPORT_INCOMPLETE;
    }

    private String authorization() throws BadConfigException {
        String given = token;
        if (given != null && tenant.isEmpty()) {
            return given;
        }
        if (given != null || tenant.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--tenant, --token: both or neither (expected: one of them)");
        }
        return new JwtIssuer(config.signingKey(), clock)
                .issue(IMPORTER, tenant.get(), Role.SERVICE, Optional.empty(), VALIDITY);
    }

    private UserImport.Progress progress(PrintWriter err) {
        if (!showsProgress) {
            return (sent, total) -> {};
        }
        return new ProgressBar(err)::show;
    }
}

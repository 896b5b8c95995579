package dev.carewire.app;

import dev.carewire.adapter.jdbi.DatabaseAddress;
import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jdbi.UnusableDatabaseException;
import dev.carewire.adapter.jdbi.copy.AttachmentCopy;
import dev.carewire.adapter.jdbi.copy.CopyException;
import dev.carewire.adapter.jdbi.copy.DatabaseCopy;
import dev.carewire.app.config.BadConfigException;
import dev.carewire.app.config.Config;
import dev.carewire.app.config.ConfigSources.DemoSecretUse;
import dev.carewire.app.wiring.ServerProcess;
import dev.carewire.file.DataFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Copies all records from one database to another one, while no server uses either. */
@Command(
        name = "copy",
        description =
                "Copies all records to an empty database, their attachments to the data folder of the target, and verifies both. No server may use either database."
                        + " A repeated command continues where the last one stopped.",
        mixinStandardHelpOptions = true)
final class CopyCommand implements Callable<Integer> {

    private static final String EMBEDDED = "embedded";
    private static final String CONFIGURED = "configured";

    /** A password in an address: every user of the machine sees the arguments of processes. */
    private static final Pattern PASSWORD =
            Pattern.compile("//[^/@?]*:[^/@?]*@|[?;&]password=", Pattern.CASE_INSENSITIVE);

    private final ProcessEnvironment environment;
    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final ConfigOptions config;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DB",
            description =
                    "embedded: the file in the data folder; configured: database.url (DATABASE_URL); or an address"
                            + " without a password, which COPY_FROM_PASSWORD then contains.")
    private String from = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DB",
            description = "As --from; the password is in COPY_TO_PASSWORD.")
    private String to = "";

    @Option(
            names = "--to-data",
            paramLabel = "DIR",
            description =
                    "Data folder of the target, for the attachments (default: the folder of a jdbc:h2:file:… address,"
                            + " otherwise --data).")
    private @Nullable Path targetFolder;

    @Option(names = "--progress", description = "Shows a progress bar on stderr, which should be a terminal.")
    private boolean showsProgress;

    CopyCommand(ProcessEnvironment environment, Clock clock) {
        this.environment = environment;
        this.config = new ConfigOptions(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() throws BadConfigException {
        Config settings = config.read(DemoSecretUse.IF_PRESENT);
        DatabaseConfig source = database("--from", from, "COPY_FROM_PASSWORD", settings);
        DatabaseConfig target = database("--to", to, "COPY_TO_PASSWORD", settings);
        PrintWriter err = spec.commandLine().getErr();
        ProgressBar bar = new ProgressBar(err);
        try {
            AttachmentCopy attachments = new AttachmentCopy(
                    new DataFiles(folder(from, source, settings)),
                    new DataFiles(targetFolder == null ? folder(to, target, settings) : targetFolder));
            DatabaseCopy.Copied copied = DatabaseCopy.run(
                    source,
                    target,
                    attachments,
                    ServerProcess.describe(clock),
                    showsProgress ? bar::show : (rows, total) -> {});
            spec.commandLine()
                    .getOut()
                    .println("copied and verified " + copied.rows() + " rows in " + copied.tables() + " tables, from "
                            + source.address() + " to " + target.address() + "; " + attachments.present()
                            + " attachments are in " + attachments.folder());
            return ExitCodes.OK;
        } catch (CopyException | UnusableDatabaseException failure) {
            err.println("copy: " + StartFailure.text(failure));
            return ExitCodes.COPY_INCOMPLETE;
        }
    }

    /** The data folder of a database's server. */
    private static Path folder(String place, DatabaseConfig database, Config settings) {
        boolean isOfThisServer = place.equals(EMBEDDED) || place.equals(CONFIGURED);
        return database.address()
                .file()
                .filter(file -> !isOfThisServer)
                .map(Path::getParent)
                .orElse(settings.server().dataDir());
    }

    private DatabaseConfig database(String option, String place, String passwordVariable, Config settings) {
        DatabaseConfig configured = settings.database();
        if (place.equals(CONFIGURED)) {
            return configured;
        }
        if (PASSWORD.matcher(place).find()) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": contains a password, which other users of this machine can see (expected: it in "
                            + passwordVariable + ")");
        }
        String password = environment.variables().getOrDefault(passwordVariable, "");
        String url = place.equals(EMBEDDED)
                ? "jdbc:h2:file:" + settings.server().dataDir().resolve("carewire")
                : place;
        if (url.equals(configured.address().url())) {
            return configured;
        }
        try {
            return new DatabaseConfig(
                    new DatabaseAddress(url, "", password), configured.poolSize(), configured.timeouts());
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": not a known address (expected: embedded, configured, jdbc:h2:file:… or"
                            + " postgres://user@host:port/database)",
                    unknown);
        }
    }
}

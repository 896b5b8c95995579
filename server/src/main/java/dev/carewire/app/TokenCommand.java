package dev.carewire.app;

import dev.carewire.adapter.jwt.JwtIssuer;
import dev.carewire.app.config.BadConfigException;
import dev.carewire.identity.ReservedUsers;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.setting.Durations;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a signed token, and nothing else. */
@Command(
        name = "token",
        description = "Prints a token signed with the configured secret, or with that of serve --demo.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final ConfigOptions config;

    @Option(names = "--user", required = true, paramLabel = "U", description = "Id of the user.")
    private String user = "";

    @Option(names = "--name", paramLabel = "N", description = "What others see (default: the id).")
    private @Nullable String name;

    private Optional<TenantId> tenant = Optional.empty();
    private Optional<Role> role = Optional.empty();
    private Duration validity = Duration.ofHours(8);

    TokenCommand(ProcessEnvironment environment, Clock clock) {
        this.config = new ConfigOptions(environment);
        this.clock = clock;
    }

    @Option(names = "--tenant", required = true, paramLabel = "T", description = "Id of the clinic.")
    void tenant(String id) {
        try {
            tenant = Optional.of(new TenantId(id));
        } catch (IllegalArgumentException unusable) {
            throw new ParameterException(spec.commandLine(), "--tenant: " + unusable.getMessage(), unusable);
        }
    }

    @Option(names = "--role", required = true, paramLabel = "R", description = "Such as doctor, nurse, receptionist.")
    void role(String claim) {
        role = Role.parse(claim);
        if (role.isEmpty()) {
            String known = Arrays.stream(Role.values())
                    .filter(one -> one != Role.OTHER)
                    .map(Role::claim)
                    .collect(Collectors.joining(", "));
            throw new ParameterException(spec.commandLine(), "--role: " + claim + " (expected: " + known + ")");
        }
    }

    @Option(names = "--ttl", paramLabel = "TIME", description = "How long it is valid, 1s to 8760h (default: 8h).")
    void validity(String text) {
        validity = Durations.parse(text)
                .filter(duration -> duration.compareTo(SHORTEST) >= 0)
                .filter(duration -> duration.compareTo(LONGEST) <= 0)
                .orElseThrow(
                        () -> new ParameterException(spec.commandLine(), "--ttl: " + text + " (expected: 1s..8760h)"));
    }

    @Override
    public Integer call() throws BadConfigException {
        if (user.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--user: blank (expected: an id)");
        }
        if (ReservedUsers.contains(user)) {
            throw new ParameterException(
                    spec.commandLine(), "--user: " + user + " (expected: an id that is not the server's own)");
        }
        String token = new JwtIssuer(config.signingKey(), clock)
                .issue(user, tenant.orElseThrow(), role.orElseThrow(), Optional.ofNullable(name), validity);
        spec.commandLine().getOut().println(token);
        return ExitCodes.OK;
    }
}

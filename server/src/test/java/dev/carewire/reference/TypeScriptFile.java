package dev.carewire.reference;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;

/** Types for TypeScript, one namespace a family: {@code Socket<Standard.ServerToClientEvents, Standard.ClientToServerEvents>}. */
final class TypeScriptFile {

    private TypeScriptFile() {}

    static String text(List<Family> families) {
        StringBuilder file =
                new StringBuilder("// Made by scripts/generate-docs; what each event means: docs/events.md.\n\n");
        file.append("/** Why a command was not carried out. */\nexport type ErrorCode = ")
                .append(families.stream()
                        .flatMap(family -> family.messages().get("error").textsOf("code").stream())
                        .distinct()
                        .map(code -> "'" + code + "'")
                        .collect(joining(" | ")))
                .append("""
                        ;

                        /** What a command is acknowledged with. */
                        export type Answer =
                          | { success: true; [result: string]: unknown }
                          | { success: false; error: string; code: ErrorCode };
                        """);
        for (Family family : families) {
            file.append("\nexport namespace ").append(capital(family.name())).append(" {\n");
            file.append("  export interface ServerToClientEvents {\n");
            family.messages()
                    .forEach((name, shape) -> file.append("    '")
                            .append(name)
                            .append("': (body: ")
                            .append(shape.typeScript("    "))
                            .append(") => void;\n"));
            file.append("  }\n\n  export interface ClientToServerEvents {\n");
            family.commands()
                    .forEach((name, found) -> file.append("    ")
                            .append(signature(name, found, "    "))
                            .append("\n"));
            file.append("  }\n}\n");
        }
        return file.toString();
    }

    static String signature(String name, ArgumentInference.Found found, String indent) {
        String answer = "answer?: (answer: Answer) => void";
        String argument = found.shape().map(shape -> shape.typeScript(indent)).orElse("undefined");
        String parameters = found.optional()
                ? "...given: [argument?: " + argument + " | null, " + answer + "] | [" + answer + "]"
                : "argument: " + argument + ", " + answer;
        return "'" + name + "': (" + parameters + ") => void;";
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}

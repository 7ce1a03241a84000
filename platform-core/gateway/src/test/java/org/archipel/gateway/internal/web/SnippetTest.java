package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.openapi.Snippets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The calls that are shown to be copied run as they are, but for the key. */
class SnippetTest extends GatewayTest {
    private static final String EXAMPLE =
            "{\"name\":\"d'Artagnan \\\"é\\\" $HOME \\\\ `x` \u65e5\",\"id\":12345678901234567,\"__proto__\":1}";

    @TempDir
    Path folder;

    private enum Language {
        CURL("curl", "sh"),
        JAVASCRIPT("node", "node"),
        PYTHON("python3", "python3"),
        JAVA("java", System.getProperty("java.home") + "/bin/java");

        private final String tool;
        private final String command;

        Language(String tool, String command) {
            this.tool = tool;
            this.command = command;
        }

        String of(Snippets snippets) {
            return switch (this) {
                case CURL -> snippets.curl();
                case JAVASCRIPT -> snippets.javascript();
                case PYTHON -> snippets.python();
                case JAVA ->
                    "import java.net.URI;\nimport java.net.http.*;\nclass Main {\npublic static void main(String[] args)"
                            + " throws Exception {\n" + snippets.java() + "}\n}\n";
            };
        }

        String file() {
            return switch (this) {
                case CURL -> "call.sh";
                case JAVASCRIPT -> "call.mjs";
                case PYTHON -> "call.py";
                case JAVA -> "Main.java";
            };
        }
    }

    private String run(Language language, CustomApi api) throws IOException, InterruptedException {
        if (language != Language.JAVA) {
            Assumptions.assumeTrue(
                    new ProcessBuilder("sh", "-c", "command -v " + language.tool)
                                    .start()
                                    .waitFor()
                            == 0,
                    () -> "there is no " + language.tool);
        }
        String base = house.uri("").toString();
        String text = language.of(Snippets.of(api.definition(), base)).replace("KEY", "key");
        Path file = Files.writeString(folder.resolve(language.file()), text);
        ProcessBuilder builder =
                new ProcessBuilder(List.of(language.command, file.toString())).redirectErrorStream(true);
        builder.environment().merge("PATH", folder.toString(), (all, own) -> own + ":" + all);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Dfile.encoding=UTF-8");
        Process process = builder.directory(folder.toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void anExampleArrivesAsItIsWritten(Language language) throws Exception {
        upstream.handler = request -> Answer.json("{\"told\":\"yes\"}");
        CustomApi api = house.define(
                "{'name':'p','method':'PUT','path':'/people/{id}','config':{'integrations':[{'name':'up','endpoint':'%s/{id}'}],"
                        + "'requestSchema':{},'example':{'request':%s}}}",
                upstream.url(), EXAMPLE.replace("'", "\\u0027"));
        assertThat(run(language, api)).contains("{\"told\":\"yes\"}");
        assertThat(upstream.last().method()).isEqualTo("PUT");
        assertThat(upstream.last().body()).isEqualTo(EXAMPLE);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void anAnswerWithoutABodyIsNoError(Language language) throws Exception {
        CustomApi api =
                house.define("{'name':'d','method':'DELETE','path':'/gone/{id}','config':{'mock':{'status':204}}}");
        run(language, api);
    }

    @Test
    void aPathIsNoCommand() throws Exception {
        Path command = Files.writeString(folder.resolve("hack"), "#!/bin/sh\ntouch '" + folder + "/hacked'\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
        CustomApi api = house.define(
                "{'name':'p','method':'GET','path':'/x\\u0027$(hack)\\u0027','config':{'mock':{'body':1}}}");
        run(Language.CURL, api);
        assertThat(folder.resolve("hacked")).doesNotExist();
    }
}

package org.example.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Getting a class past the machinery that checks it. */
public final class LoadingAttacks {
    private LoadingAttacks() {}

    /** Loaded at a bad moment. */
    private static final class Late {
        private Late() {}

        static String read(Stage stage) throws IOException {
            return new String(Files.readAllBytes(Path.of(stage.secret())), UTF_8);
        }
    }

    @Attack(number = 79, title = "A class loaded where the stack ends", expected = Verdict.DENIED)
    public static final class AtStackLimit extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try {
                deep(stage);
            } catch (StackOverflowError e) {
                // On the way back the class may be there, unchecked.
            }
            return Late.read(stage);
        }

        private static String deep(Stage stage) throws IOException {
            try {
                return deep(stage);
            } catch (StackOverflowError e) {
                return Late.read(stage);
            }
        }
    }

    @Attack(number = 84, title = "A class loaded while interrupted", expected = Verdict.DENIED)
    public static final class Interrupted extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            Thread.currentThread().interrupt();
            return Late.read(stage);
        }
    }

    @Attack(number = 88, title = "A class loaded first by many at once", expected = Verdict.DENIED, calls = 8)
    public static final class AtOnce extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return Late.read(stage);
        }
    }
}

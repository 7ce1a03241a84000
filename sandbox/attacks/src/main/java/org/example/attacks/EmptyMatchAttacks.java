package org.example.attacks;

import java.util.regex.Pattern;

/** Regular expressions that go back and forth without reading a character: nothing is there to be read through checkpoints. */
public final class EmptyMatchAttacks {
    private EmptyMatchAttacks() {}

    @Attack(number = 239, title = "Choices between nothing and nothing, in an empty text", expected = Verdict.DENIED)
    public static final class Choices extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return "".matches("(|)".repeat(60) + "a");
        }
    }

    @Attack(number = 239, title = "Nothing, repeated milliards of times", expected = Verdict.DENIED)
    public static final class Counted extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Pattern.compile("(?:(?:){2147483647}){2147483647}")
                    .matcher("a")
                    .find();
        }
    }

    @Attack(
            number = 239,
            title = "Characters that may be missing, in choices, at the end of a text",
            expected = Verdict.DENIED)
    public static final class Missing extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Pattern.compile("a(?:b*|c*|d*|e*){40}f").matcher("a").find();
        }
    }

    @Attack(number = 239, title = "Choices that a comment seems to hide", expected = Verdict.DENIED)
    public static final class Comment extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Pattern.compile("(?x)# [\n" + "( # )\n ?: | )".repeat(60) + "a # ]")
                    .matcher("")
                    .find();
        }
    }

    @Attack(number = 239, title = "Choices behind a class that a control character ends", expected = Verdict.DENIED)
    public static final class ControlCharacter extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Pattern.compile("[\\c\\]?" + "(|)".repeat(60) + "a]")
                    .matcher("")
                    .find();
        }
    }

    @Attack(number = 239, title = "A few choices at each place of a long text", expected = Verdict.DENIED)
    public static final class LongText extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Pattern.compile("(|)".repeat(16) + "\\z(?<=b)")
                    .matcher("a".repeat(4_000_000))
                    .find();
        }
    }
}

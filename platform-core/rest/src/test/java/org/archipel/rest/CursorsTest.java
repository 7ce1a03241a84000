package org.archipel.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.archipel.api.error.ValidationException;
import org.junit.jupiter.api.Test;

class CursorsTest {
    private static final List<String> KEY = List.of("2026-01-31T12:00:00Z", "ä/ö&1");

    @Test
    void keyComesBack() {
        String cursor = Cursors.encode("scope", KEY);
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        assertThat(Cursors.decode("scope", cursor, 2)).isEqualTo(KEY);
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        String cursor = Cursors.encode("scope", KEY);
        for (int i = 0; i < cursor.length() - 1; i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThatThrownBy(() -> Cursors.decode("scope", changed, 2)).isInstanceOf(ValidationException.class);
        }
    }

    @Test
    void foreignScopeAndShapeAreRefused() {
        String cursor = Cursors.encode("scope", KEY);
        assertThatThrownBy(() -> Cursors.decode("other", cursor, 2)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> Cursors.decode("scope", cursor, 3)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> Cursors.decode("scope", "x".repeat(5000), 2)).isInstanceOf(ValidationException.class);
    }
}

package org.archipel.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.archipel.persistence.Dialect;
import org.junit.jupiter.api.Test;

class DatabaseConfigTest {
    @Test
    void isDerbyInTheDataFolderUnlessAUrlIsSet() {
        var config = DatabaseConfig.from(Map.of("archipel.data", "/srv/archipel")::get);

        assertThat(config.dialect()).isEqualTo(Dialect.DERBY);
        assertThat(config.derbyFolder()).isEqualTo(Path.of("/srv/archipel/db"));
    }

    @Test
    void isPostgreSqlByItsUrl() {
        var config = DatabaseConfig.from(Map.of(
                "archipel.database.url", "jdbc:postgresql://db/archipel",
                "archipel.database.user", "archipel",
                "archipel.database.password", "s3cret",
                "archipel.database.pool.size", " 40 ")::get);

        assertThat(config.dialect()).isEqualTo(Dialect.POSTGRESQL);
        assertThat(config.user()).isEqualTo("archipel");
        assertThat(config.poolSize()).isEqualTo(40);
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @Test
    void refusesWhatItCannotUse() {
        assertThatThrownBy(() -> DatabaseConfig.from(Map.of("archipel.database.url", "jdbc:mysql://db")::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("archipel.database.url");
        assertThatThrownBy(() -> DatabaseConfig.from(Map.of("archipel.database.pool.size", "many")::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("archipel.database.pool.size");
        assertThatThrownBy(() -> DatabaseConfig.from(Map.of("archipel.database.pool.size", "1")::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 4 to 1000");
    }
}

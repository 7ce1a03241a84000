package org.archipel.persistence.framework;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An entity of the test's bundle. */
@Entity
@Table(name = "ships")
public class Ship {
    @Id
    private String id;

    protected Ship() {}

    public Ship(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}

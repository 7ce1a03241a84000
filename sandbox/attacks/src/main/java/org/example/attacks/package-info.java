/**
 * What runs inside hostile extensions: each nested class that carries {@link org.example.attacks.Attack} is the one component of an
 * extension of its own, served at {@code /api/x/<id>/run}. The package is a third party's, as far as the platform can tell.
 */
package org.example.attacks;

/** The Odoo connector. */
package org.archipel.connector.odoo.internal;

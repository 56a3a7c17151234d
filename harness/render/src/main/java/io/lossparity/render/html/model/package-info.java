/** What the pages show, computed from the report: the templates only lay it out. */
package io.lossparity.render.html.model;

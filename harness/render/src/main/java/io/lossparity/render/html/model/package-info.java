/** The content of the pages, computed from the report; the templates only lay it out. */
package io.lossparity.render.html.model;

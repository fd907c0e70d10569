/// The character API: sessions between characters and user profiles, with a model and prompts of their own.
@NullMarked
package dev.parley.character;

import org.jspecify.annotations.NullMarked;

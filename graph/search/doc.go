// Package search finds entities by words in their names, headings and texts, and completes names while they are typed.
// It works on runs of characters, not on words: Chinese text has no spaces, segmenters split the names of bodies in the
// wrong places, and a word of one or two characters is a usual question.
package search

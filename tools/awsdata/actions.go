package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"
)

// action is one action as the package spells it.
type action struct {
	name  string // "iam:CreateUser"
	level byte   // the access level's letter
}

// levels are the letters that stand for the package's access levels in actions.txt.
var levels = map[string]byte{
	"List":                   'L',
	"Read":                   'R',
	"Write":                  'W',
	"Tagging":                'T',
	"Permissions management": 'P',
}

// readActions returns the actions of every service, sorted by name in lower case, and the day of the data.
func readActions(p pack) (list []action, date string, err error) {
	err = p.walk(func(name string, r io.Reader) error {
		if name == "package.json" {
			var about struct {
				UpdatedAt time.Time `json:"updatedAt"`
			}
			err := json.NewDecoder(r).Decode(&about)
			date = about.UpdatedAt.Format(time.DateOnly)
			return err
		}
		dir, file := path.Split(name)
		prefix, ok := strings.CutSuffix(file, ".json")
		if dir != "data/actions/" || !ok {
			return nil
		}
		var actions map[string]struct {
			Name        string `json:"name"`
			AccessLevel string `json:"accessLevel"`
		}
		if err := json.NewDecoder(r).Decode(&actions); err != nil {
			return err
		}
		for _, a := range actions {
			// Tagging and permissions management are given as kinds of writing: "Tagging, Write".
			kind, _, _ := strings.Cut(a.AccessLevel, ", ")
			level, ok := levels[kind]
			if !ok {
				return fmt.Errorf("%s has the unknown access level %q", a.Name, a.AccessLevel)
			}
			list = append(list, action{prefix + ":" + a.Name, level})
		}
		return nil
	})
	slices.SortFunc(list, func(a, b action) int {
		return strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
	})
	return list, date, err
}

// formatActions returns a line for each action: "W iam:CreateUser".
func formatActions(list []action) []byte {
	var text bytes.Buffer
	for _, a := range list {
		fmt.Fprintf(&text, "%c %s\n", a.level, a.name)
	}
	return text.Bytes()
}

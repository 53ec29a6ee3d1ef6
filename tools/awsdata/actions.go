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
	name      string // "iam:CreateUser"
	level     byte   // the access level's letter
	resources []string
}

// resourceType is a kind of resource that a service's actions know.
type resourceType struct {
	service string // the actions' prefix
	name    string
	arn     string // with variables: "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"
}

// levels are the letters that stand for the package's access levels in actions.txt.
var levels = map[string]byte{
	"List":                   'L',
	"Read":                   'R',
	"Write":                  'W',
	"Tagging":                'T',
	"Permissions management": 'P',
}

// readActions returns the actions and the types of resources of every service, sorted, and the day of the data.
func readActions(p pack) (actions []action, types []resourceType, date string, err error) {
	err = p.walk(func(name string, r io.Reader) error {
		dir, file := path.Split(name)
		prefix := strings.TrimSuffix(file, ".json")
		switch {
		case name == "package.json":
			var about struct {
				UpdatedAt time.Time `json:"updatedAt"`
			}
			err := json.NewDecoder(r).Decode(&about)
			date = about.UpdatedAt.Format(time.DateOnly)
			return err
		case dir == "data/actions/":
			list, err := decodeActions(prefix, r)
			actions = append(actions, list...)
			return err
		case dir == "data/resourceTypes/":
			list, err := decodeResourceTypes(prefix, r)
			types = append(types, list...)
			return err
		}
		return nil
	})
	slices.SortFunc(actions, func(a, b action) int {
		return strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
	})
	slices.SortFunc(types, func(a, b resourceType) int {
		return strings.Compare(a.service+"\t"+a.name, b.service+"\t"+b.name)
	})
	return actions, types, date, err
}

// decodeActions reads the actions of one service.
func decodeActions(prefix string, r io.Reader) ([]action, error) {
	var entries map[string]struct {
		Name          string `json:"name"`
		AccessLevel   string `json:"accessLevel"`
		ResourceTypes []struct {
			Name     string `json:"name"`
			Required bool   `json:"required"`
		} `json:"resourceTypes"`
	}
	if err := json.NewDecoder(r).Decode(&entries); err != nil {
		return nil, err
	}
	var list []action
	for _, entry := range entries {
		// Tagging and permissions management are given as kinds of writing: "Tagging, Write".
		kind, _, _ := strings.Cut(entry.AccessLevel, ", ")
		level, ok := levels[kind]
		if !ok {
			return nil, fmt.Errorf("%s has the unknown access level %q", entry.Name, entry.AccessLevel)
		}
		a := action{name: prefix + ":" + entry.Name, level: level}
		for _, t := range entry.ResourceTypes {
			name := strings.ToLower(t.Name)
			if t.Required {
				name += "*"
			}
			a.resources = append(a.resources, name)
		}
		list = append(list, a)
	}
	return list, nil
}

// decodeResourceTypes reads the types of resources of one service. Their names are spelt in several ways: lower case
// makes them one.
func decodeResourceTypes(prefix string, r io.Reader) ([]resourceType, error) {
	var entries map[string]struct {
		Key string `json:"key"`
		ARN string `json:"arn"`
	}
	if err := json.NewDecoder(r).Decode(&entries); err != nil {
		return nil, err
	}
	var list []resourceType
	for _, entry := range entries {
		if strings.ContainsAny(entry.Key, ",*\t\n") || strings.ContainsAny(entry.ARN, "\t\n") {
			return nil, fmt.Errorf("the resource type %q doesn't fit the file's format", entry.Key)
		}
		list = append(list, resourceType{prefix, strings.ToLower(entry.Key), entry.ARN})
	}
	return list, nil
}

// formatActions returns a line for each action: "W iam:CreateUser user*". The resource types that follow the name are
// separated by commas; those that the action requires have a star.
func formatActions(list []action) []byte {
	var text bytes.Buffer
	for _, a := range list {
		fmt.Fprintf(&text, "%c %s", a.level, a.name)
		if len(a.resources) > 0 {
			text.WriteString(" " + strings.Join(a.resources, ","))
		}
		text.WriteByte('\n')
	}
	return text.Bytes()
}

// formatResourceTypes returns a line for each type: service, name and ARN, separated by tabs.
func formatResourceTypes(list []resourceType) []byte {
	var text bytes.Buffer
	for _, t := range list {
		fmt.Fprintf(&text, "%s\t%s\t%s\n", t.service, t.name, t.arn)
	}
	return text.Bytes()
}

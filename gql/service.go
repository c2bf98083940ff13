package gql

import (
	"time"

	"github.com/policygraph/policygraph/gql/gate"
)

// ServiceInfo is the program and its limits, as the API shows them.
type ServiceInfo struct {
	Version      string
	Commit       string
	SchemaSHA256 string // of the SDL, in hex
	SchemaURL    string
	BaseURL      string // as in [Options]; not shown
	Address      string // as in [Options]; not shown
	Limits       ServiceLimits
}

// ServiceLimits are the limits of one request that the API shows.
type ServiceLimits struct {
	MaxPageSize, MaxNodes, MaxCost, MaxDepth, MaxAliases, TimeoutSeconds, MaxRequestBytes int
}

func serviceLimits() ServiceLimits {
	return ServiceLimits{
		MaxPageSize: gate.MaxPageSize, MaxNodes: gate.MaxNodes, MaxCost: gate.MaxCost, MaxDepth: gate.MaxDepth, MaxAliases: gate.MaxAliases,
		TimeoutSeconds: int(gate.Timeout / time.Second), MaxRequestBytes: gate.MaxRequestBytes,
	}
}

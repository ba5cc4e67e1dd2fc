package api

// GatewayGroup is the group of the kinds of Gateway API.
const GatewayGroup = "gateway.networking.k8s.io"

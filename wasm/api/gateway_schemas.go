package api

// gatewaySchemas are the schemas of Gateway API v1.7.0, standard channel. A test
// writes this file of the definitions in testdata.
const gatewaySchemas = `
Gateway o
 spec! o
  addresses [] n=..16 rules=0,1
   [] o f=address rules=2
    type s &1 n=1..253 p=0 default="IPAddress"
    value s n=..253
  allowedListeners o
   namespaces o default={"from":"None"}
    from s enum=All|Selector|Same|None default="None"
    selector o &2
     matchExpressions []
      [] o
       key! s
       operator! s
       values []
        [] s
     matchLabels {}
      {} s
  gatewayClassName! s n=1..253
  infrastructure o
   annotations {} n=..16 rules=3,4
    {} s n=0..4096
   labels {} n=..8 rules=5,6
    {} s n=0..63 p=1
   parametersRef o &3
    group! s &4 n=..253 p=2
    kind! s &5 n=1..63 p=3
    name! s n=1..253
  listeners! [] n=1..64 keys=name rules=7,8,9,10,11,12
   [] o
    allowedRoutes o default={"namespaces":{"from":"Same"}}
     kinds [] &6 n=..8
      [] o
       group s &7 n=..253 p=2 default="gateway.networking.k8s.io"
       kind! *5
     namespaces o default={"from":"Same"}
      from s enum=All|Selector|Same default="Same"
      selector *2
    hostname s &8 n=1..253 p=4
    name! s &9 n=1..253 p=5
    port! i n=1..65535 f=int32
    protocol! s n=1..255 p=6
    tls o rules=13
     certificateRefs [] n=..64
      [] o &10
       group s &11 n=..253 p=2 default=""
       kind s n=1..63 p=3 default="Secret"
       name! s n=1..253
       namespace s &12 n=1..63 p=7
     mode s enum=Terminate|Passthrough default="Terminate"
     options {} n=..16
      {} s n=0..4096
  tls o
   backend o
    clientCertificateRef *10
   frontend o
    default! o &13
     validation o
      caCertificateRefs! [] n=1..16
       [] o &14
        group! *4
        kind! *5
        name! s n=1..253
        namespace *12
      mode s enum=AllowValidOnly|AllowInsecureFallback default="AllowValidOnly"
    perPort [] n=..64 keys=port rules=14
     [] o
      port! i n=1..65535 f=int32
      tls! *13
 status o default={"conditions":[{"lastTransitionTime":"1970-01-01T00:00:00Z","message":"Waiting for controller","reason":"Pending","status":"Unknown","type":"Accepted"},{"lastTransitionTime":"1970-01-01T00:00:00Z","message":"Waiting for controller","reason":"Pending","status":"Unknown","type":"Programmed"}]}
  addresses [] n=..16
   [] o f=address rules=15
    type *1
    value! s n=1..253
  attachedListenerSets i f=int32
  conditions [] n=..8 keys=type default=[{"lastTransitionTime":"1970-01-01T00:00:00Z","message":"Waiting for controller","reason":"Pending","status":"Unknown","type":"Accepted"},{"lastTransitionTime":"1970-01-01T00:00:00Z","message":"Waiting for controller","reason":"Pending","status":"Unknown","type":"Programmed"}]
   [] o &15
    lastTransitionTime! s f=date-time
    message! s n=..32768
    observedGeneration i n=0.. f=int64
    reason! s n=1..1024 p=8
    status! s enum=True|False|Unknown
    type! s n=..316 p=9
  listeners [] n=..64 keys=name
   [] o
    attachedRoutes! i f=int32
    conditions! [] n=..8 keys=type
     [] *15
    name! *9
    supportedKinds *6
GatewayClass o
 spec! o
  controllerName! s n=1..253 p=10 rules=16
  description s n=..64
  parametersRef *14
 status o default={"conditions":[{"lastTransitionTime":"1970-01-01T00:00:00Z","message":"Waiting for controller","reason":"Pending","status":"Unknown","type":"Accepted"}]}
  conditions [] n=..8 keys=type default=[{"lastTransitionTime":"1970-01-01T00:00:00Z","message":"Waiting for controller","reason":"Pending","status":"Unknown","type":"Accepted"}]
   [] *15
  supportedFeatures [] n=..64 keys=name
   [] o
    name! s
HTTPRoute o
 spec! o
  hostnames [] n=..16
   [] *8
  parentRefs [] n=..32 rules=17,18
   [] o &16
    group *7
    kind s n=1..63 p=3 default="Gateway"
    name! s n=1..253
    namespace *12
    port i n=1..65535 f=int32
    sectionName *9
  rules [] n=1..16 rules=19,20 default=[{"matches":[{"path":{"type":"PathPrefix","value":"/"}}]}]
   [] o rules=21,22,23,24,25
    backendRefs [] n=..16
     [] o rules=26
      filters [] &17 n=..16 rules=27,28,29,30,31,32
       [] o rules=33,34,35,36,37,38,39,40,41,42,43,44,45,46
        cors o
         allowCredentials b
         allowHeaders [] n=..64 set rules=47
          [] s &18 n=1..256 p=11
         allowMethods [] n=..9 set rules=48
          [] s enum=GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|*
         allowOrigins [] n=..64 set rules=49
          [] s n=1..253 p=12
         exposeHeaders [] n=..64 set
          [] *18
         maxAge i n=1.. f=int32 default=5
        extensionRef *3
        requestHeaderModifier o &19
         add [] &20 n=..16 keys=name
          [] o
           name! *18
           value! s n=1..4096
         remove [] n=..16 set
          [] s
         set *20
        requestMirror o rules=50
         backendRef! o rules=26
          group *11
          kind s &21 n=1..63 p=3 default="Service"
          name! s n=1..253
          namespace *12
          port i n=1..65535 f=int32
         fraction o rules=51
          denominator i n=1.. f=int32 default=100
          numerator! i n=0.. f=int32
         percent i n=0..100 f=int32
        requestRedirect o
         hostname *9
         path o &22 rules=52,53,54,55
          replaceFullPath s n=..1024
          replacePrefixMatch s n=..1024
          type! s enum=ReplaceFullPath|ReplacePrefixMatch
         port i n=1..65535 f=int32
         scheme s enum=http|https
         statusCode i enum=301|302|303|307|308 default=302
        responseHeaderModifier *19
        type! s enum=RequestHeaderModifier|ResponseHeaderModifier|RequestMirror|RequestRedirect|URLRewrite|ExtensionRef|CORS
        urlRewrite o
         hostname *9
         path *22
      group *11
      kind *21
      name! s n=1..253
      namespace *12
      port i n=1..65535 f=int32
      weight i n=0..1000000 f=int32 default=1
    filters *17
    matches [] n=..64 default=[{"path":{"type":"PathPrefix","value":"/"}}]
     [] o
      headers [] n=..16 keys=name
       [] o
        name! *18
        type s &23 enum=Exact|RegularExpression default="Exact"
        value! s n=1..4096
      method s enum=GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH
      path o rules=56,57,58,59,60,61,62,63,64,65,66 default={"type":"PathPrefix","value":"/"}
       type s enum=Exact|PathPrefix|RegularExpression default="PathPrefix"
       value s n=..1024 default="/"
      queryParams [] n=..16 keys=name
       [] o
        name! *18
        type *23
        value! s n=1..1024
    name *9
    retry o
     attempts i n=0.. default=1
     backoff s &24 p=13
     codes [] set
      [] i n=400..599
    timeouts o rules=67
     backendRequest *24
     request *24
 status o
  parents! [] n=..32
   [] o
    conditions! [] n=1..8 keys=type
     [] *15
    controllerName! s n=1..253 p=10
    parentRef! *16
ReferenceGrant o
 spec! o
  from! [] n=1..16
   [] o
    group! *4
    kind! *5
    namespace! *12
  to! [] n=1..16
   [] o
    group! *4
    kind! *5
    name s n=1..253
`

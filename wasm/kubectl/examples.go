package kubectl

// exampleTexts holds the examples that help shows, behind the name of the
// command.
const exampleTexts = `
= create
# Create what a file describes
kubectl create -f svc.yaml
= create namespace
# Create a namespace
kubectl create namespace shop
= create deployment
# Create a deployment of three Pods
kubectl create deployment web --image=nginx --replicas=3
= create ingress
# Send the requests of a host to a service
kubectl create ingress web --rule="web.example.com/*=web:80"
= create poddisruptionbudget
# Let one Pod of an application be evicted at a time
kubectl create pdb web --selector=app=web --max-unavailable=1
= create secret generic
# Keep a name and a password
kubectl create secret generic login --from-literal=user=anna --from-literal=password=s3cret
= create secret tls
# Keep a certificate and its key, as openssl req -x509 has made them
kubectl create secret tls shop-tls --cert=shop.crt --key=shop.key
= expose
# Put a service before a deployment; it listens on 80 and sends to 8080
kubectl expose deployment web --port=80 --target-port=8080
= run
# Start a Pod
kubectl run web-1 --image=nginx --labels=app=web
# See what would be sent, without sending it
kubectl run web-1 --image=nginx --dry-run=client -o yaml
= set
# Give a service another selector
kubectl set selector service web app=web
= explain
# Describe services
kubectl explain services
# Describe one field, as deep as it lies
kubectl explain svc.spec.ports.targetPort
# List all fields below a field
kubectl explain svc.spec --recursive
= get
# List the Pods of a label, with their addresses and nodes
kubectl get pods -l app=web -o wide
# Follow what happens to the endpoints of a service
kubectl get endpointslices -l kubernetes.io/service-name=web -w
# Print one field
kubectl get svc web -o jsonpath='{.spec.clusterIP}{"\n"}'
= edit
# Edit a service
kubectl edit svc/web
= delete
# Delete what a file describes
kubectl delete -f svc.yaml
# Delete all Pods of a label
kubectl delete pods -l app=web
= rollout
# Wait until a deployment has rolled out
kubectl rollout status deployment/web
= scale
# Have five Pods of a deployment
kubectl scale deployment/web --replicas=5
= cordon
# Keep new Pods off a node
kubectl cordon node-2
= uncordon
# Let Pods onto a node again
kubectl uncordon node-2
= drain
# Move all Pods off a node, but for those of DaemonSets
kubectl drain node-2 --ignore-daemonsets
# As above, and lose Pods that nobody will start anew
kubectl drain node-2 --ignore-daemonsets --force
= taint
# Keep Pods that do not tolerate it off a node
kubectl taint nodes node-2 dedicated=db:NoSchedule
# Take that taint away
kubectl taint nodes node-2 dedicated:NoSchedule-
= cluster-info
# Print where the control plane and DNS are
kubectl cluster-info
= top
# Show how much the nodes use
kubectl top nodes
= top node
# Show how much every node uses
kubectl top node
= top pod
# Show how much every Pod uses
kubectl top pod
= describe
# Describe a service and its endpoints
kubectl describe svc/web
# Describe all Pods whose names begin with web
kubectl describe pods web
= logs
# Print what a Pod has logged
kubectl logs web-1
= exec
# Run a command in a Pod
kubectl exec web-1 -- cat /etc/resolv.conf
# Go into the first Pod of a service
kubectl exec -it svc/web -- sh
= port-forward
# Reach a service at a port of this machine
kubectl port-forward svc/web 8080:80
= auth can-i
# Ask whether Pods may be created
kubectl auth can-i create pods
= auth whoami
# Print who you are to the cluster
kubectl auth whoami
= events
# List what has happened lately
kubectl events
= diff
# Show what apply would change
kubectl diff -f svc.yaml
= apply
# Make the cluster as a file says
kubectl apply -f svc.yaml
# Take the file from standard input
cat svc.yaml | kubectl apply -f -
= patch
# Change one field of a service
kubectl patch svc web -p '{"spec":{"externalTrafficPolicy":"Local"}}'
= replace
# Replace a service with what a file says
kubectl replace -f svc.yaml
= wait
# Wait until all Pods of a label are ready
kubectl wait --for=condition=Ready pod -l app=web --timeout=60s
# Wait until a field has a value
kubectl wait --for=jsonpath='{.status.phase}'=Running pod/web-1
= label
# Set a label, and change it
kubectl label pod web-1 app=web
kubectl label pod web-1 app=db --overwrite
# Take a label away
kubectl label pod web-1 app-
= annotate
# Set an annotation
kubectl annotate svc web note='see the wiki'
= api-resources
# List the kinds that live in namespaces
kubectl api-resources --namespaced=true
# List names only, in order
kubectl api-resources -o name --sort-by=name
= api-versions
# List group and version of all kinds
kubectl api-versions
= config
# Let commands look into another namespace from now on
kubectl config set-context --current --namespace=kube-system
= config current-context
# Print the name of the current context
kubectl config current-context
= config get-contexts
# List the contexts
kubectl config get-contexts
= config use-context
# Use another context
kubectl config use-context kubernetes-admin@kubernetes
= config rename-context
# Give a context another name
kubectl config rename-context kubernetes-admin@kubernetes lab
= config set-context
# Let commands look into another namespace from now on
kubectl config set-context --current --namespace=kube-system
= config view
# Print the configuration
kubectl config view
# Print the current namespace
kubectl config view --minify -o jsonpath='{..namespace}'
= version
# Print the versions of kubectl and the server
kubectl version
= options
# Print the flags that every command takes
kubectl options
`

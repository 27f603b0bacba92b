namespace Xe.Libp2p.Pubsub;

/// <summary>Pubsub protocol ids.</summary>
public static class GossipProtocols
{
    /// <summary>gossipsub 1.2: 1.1 with IDONTWANT.</summary>
    public const string MeshSub12 = "/meshsub/1.2.0";

    /// <summary>gossipsub 1.1: peer scoring, PX and back-off in PRUNE.</summary>
    public const string MeshSub11 = "/meshsub/1.1.0";

    /// <summary>gossipsub 1.0.</summary>
    public const string MeshSub10 = "/meshsub/1.0.0";

    /// <summary>floodsub: subscriptions and messages only.</summary>
    public const string FloodSub = "/floodsub/1.0.0";
}

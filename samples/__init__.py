"""A made-up landlord's portfolio: nobody in it exists, and every balance in it adds up."""
